"""From exercise folders to what people receive: source notebooks, the release, the student's kit."""

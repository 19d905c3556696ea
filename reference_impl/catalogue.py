"""The exercises of the nine assignments, in the order of the lectures, and the functions that solve them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: "assignment/name", the module of reference_impl that solves it, its functions, its concepts."""

    key: str
    module: str
    functions: tuple[str, ...]
    concepts: tuple[str, ...]


TABLE = """
backprop/toy_graph                  worked_examples            toy_graph                                            B1 B2
backprop/quadratic_form             worked_examples            quadratic_form                                       B3
backprop/linear                     linear             linear_forward linear_backward                       B4 N1
backprop/activations                activations        sigmoid_forward sigmoid_backward tanh_forward tanh_backward relu_forward relu_backward   B5 N1 N2
backprop/squared_error              losses             squared_error                                        L1 B6
backprop/softmax_cross_entropy      losses             softmax softmax_cross_entropy                        L3 B7
backprop/softmax_jacobian           losses             softmax_jacobian                                     L3
backprop/numerical_gradient         gradients          numerical_gradient                                   B1
backprop/mlp                        networks           mlp_loss                                             N4 N5 B7 B8 R4
backprop/deep                       networks           deep_forward deep_backward                           N3 B9
losses/regression_losses            losses             mse mae                                              L1
losses/binary_cross_entropy         losses             binary_cross_entropy                                 L2
losses/neuron_gradient              sigmoid_neuron           neuron_gradient                                      L4
losses/train_neuron                 sigmoid_neuron           train_neuron                                         L4
initialization/initializers         initialization     constant_init normal_init torch_linear_init xavier_normal xavier_uniform he_normal he_uniform   I6 I7 I8
initialization/matrix_product       signals            matrix_product_norms                                 I1 I3
initialization/neuron_chain         signals            chain_gradients                                      I4 B9
initialization/signal_statistics    signals            activation_std gradient_norms                        I1 I2 I9 I10
initialization/symmetry             symmetry           hidden_unit_gap train_from_constant                  I5
initialization/clipping             clipping           clip_by_value clip_by_norm                           O9
optimizers/minibatches              training           minibatches                                          O1 O10
optimizers/sgd                      optimizers         sgd_step                                             O1
optimizers/momentum                 optimizers         momentum_step                                        O3
optimizers/adagrad                  optimizers         adagrad_step                                         O4
optimizers/rmsprop                  optimizers         rmsprop_step                                         O5
optimizers/adam                     optimizers         adam_step                                            O6
optimizers/schedule                 schedules          linear_decay                                         O2
optimizers/curvature                curvature          predicted_change best_step                           O7
optimizers/linear_chain             curvature          chain_step                                           O8
optimizers/train                    training           train                                                O1 O10
regularization/polynomial_fit       model_selection    polynomial_features ridge_fit                        R2 R4
regularization/cross_validation     model_selection    kfold_indices choose_degree                          R3
regularization/diagnose_fit         model_selection    diagnose_fit                                         R1
regularization/penalties            penalties          l2_penalty l1_penalty elastic_net                    R4 R5 R6
regularization/weight_decay         penalties          weight_decay_step                                    R4
regularization/shrinkage            penalties          l2_optimum l1_optimum                                R4 R5
regularization/early_stopping       early_stopping     EarlyStopping                                        R7
regularization/noise_as_tikhonov    noise              noisy_least_squares equivalent_lam                   R10
regularization/augmentation         augmentation       augment                                              R11
dropout/dropout                     dropout            dropout_forward dropout_backward                     R8
dropout/plain_dropout               dropout            plain_dropout                                        R9
dropout/exact_average               dropout            exact_average                                        R9
dropout/monte_carlo                 dropout            monte_carlo_predict                                  R9
dropout/dropout_mlp                 dropout            dropout_mlp_loss                                     R8 R9
batchnorm/normalize                 batchnorm          normalize                                            BN1 BN2
batchnorm/batchnorm                 batchnorm          batchnorm_forward batchnorm_backward                 BN1 BN2 BN3 BN4
batchnorm/spatial_batchnorm         batchnorm          spatial_batchnorm_forward spatial_batchnorm_backward BN1
batchnorm/folding                   batchnorm          fold_batchnorm                                       BN6
batchnorm/batchnorm_mlp             batchnorm          batchnorm_mlp_loss                                   BN1 BN7
convnets/conv2d                     convolution        conv2d_forward conv2d_backward                       N6 B10
convnets/max_pool                   pooling            max_pool_forward max_pool_backward                   B11
convnets/lenet_shapes               lenet              lenet_shapes parameter_count                         N7
convnets/lenet                      lenet              lenet_loss                                           N6 N7 B10
convnets/memory                     memory             activation_bytes                                     B12
deep_supervision/combined_loss      deep_supervision   deeply_supervised_loss                               D1
deep_supervision/side_gradients     deep_supervision   deeply_supervised_mlp                                D1
deep_supervision/layer_gradients    deep_supervision   mean_abs_gradients                                   D3
deep_supervision/side_lenet         deep_supervision   side_lenet_loss                                      D2
deep_supervision/schedule_alpha     deep_supervision   decay_alpha                                          D1
"""  # noqa: E501 (a table)


def _exercise(line: str) -> Exercise:
    key, module, *names = line.split()
    concepts = tuple(name for name in names if name[0].isupper() and name[-1].isdigit())
    return Exercise(key, module, tuple(name for name in names if name not in concepts), concepts)


EXERCISES = tuple(_exercise(line) for line in TABLE.strip().splitlines())

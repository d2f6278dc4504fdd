/**
 * The Open Inference Protocol v2 by gRPC. Takes messages in within bounds, as they arrive, and answers each call once. Does not know what
 * the tensors mean. The messages in {@code wire} are generated from {@code open_inference.proto}.
 */
@NullMarked
package dev.driftline.serving.grpc;

import org.jspecify.annotations.NullMarked;

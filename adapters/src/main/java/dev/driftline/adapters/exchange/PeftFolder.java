package dev.driftline.adapters.exchange;

/**
 * What counts of a folder that PEFT saved.
 *
 * @param config {@code adapter_config.json}
 * @param model {@code adapter_model.safetensors}
 */
@SuppressWarnings("ArrayRecordComponent") // on their way from a request to numbers; copied by nobody
public record PeftFolder(byte[] config, byte[] model, PeftLabels labels) {}

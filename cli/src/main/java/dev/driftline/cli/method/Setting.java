package dev.driftline.cli.method;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One setting as a person says it; whether there is one of that name the method knows. */
record Setting(String name, String value) {

    /** Reads {@code NAME=VALUE}. */
    static final class Reader implements ITypeConverter<Setting> {
        @Override
        public Setting convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new TypeConversionException("must be NAME=VALUE, not " + text);
            }
            return new Setting(text.substring(0, equals), text.substring(equals + 1));
        }
    }
}

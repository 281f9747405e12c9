package io.asktell.reference;

import org.jspecify.annotations.Nullable;

/** A request the model does not take, in the terms of OpenAI's error body. */
final class RefusedRequestException extends RuntimeException {
    private final String explanation;
    private final int status;
    private final String code;
    private final @Nullable String param;

    private RefusedRequestException(int status, String code, @Nullable String param, String message) {
        super(message);
        this.explanation = message;
        this.status = status;
        this.code = code;
        this.param = param;
    }

    static RefusedRequestException malformed(String message) {
        return new RefusedRequestException(400, "invalid_json", null, message);
    }

    static RefusedRequestException unknown(String param) {
        return new RefusedRequestException(400, "unknown_parameter", param, "Unknown parameter: '" + param + "'.");
    }

    static RefusedRequestException missing(String param) {
        return new RefusedRequestException(
                400, "missing_required_parameter", param, "Missing required parameter: '" + param + "'.");
    }

    static RefusedRequestException type(String param, String expected) {
        return new RefusedRequestException(
                400, "invalid_type", param, "Invalid type for '" + param + "': expected " + expected + ".");
    }

    static RefusedRequestException value(String param, String rule) {
        return new RefusedRequestException(
                400, "invalid_value", param, "Invalid value for '" + param + "': expected " + rule + ".");
    }

    static RefusedRequestException unsupported(String param, String message) {
        return new RefusedRequestException(400, "unsupported_value", param, message);
    }

    static RefusedRequestException model(String name) {
        return new RefusedRequestException(404, "model_not_found", "model", "The model '" + name + "' does not exist.");
    }

    /** The message, which is never absent here. */
    String explanation() {
        return explanation;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    @Nullable
    String param() {
        return param;
    }
}

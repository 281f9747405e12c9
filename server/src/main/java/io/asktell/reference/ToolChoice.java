package io.asktell.reference;

/**
 * What a request says about calling tools.
 *
 * @param name the tool that must be called, empty unless {@code mode} is {@code NAMED}
 */
record ToolChoice(Mode mode, String name) {
    enum Mode {
        AUTO,
        REQUIRED,
        NONE,
        NAMED
    }

    static ToolChoice of(Mode mode) {
        return new ToolChoice(mode, "");
    }
}

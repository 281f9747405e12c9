package io.asktell.server;

/** A text that must not be seen in a log; {@code toString} hides it. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}

package io.asktell.tooleval;

/** One message of a conversation. {@code role} is {@code system}, {@code user} or {@code assistant}. */
public record Message(String role, String content) {
    /** What the user says. */
    public static Message user(String content) {
        return new Message("user", content);
    }

    /** Standing instructions. */
    public static Message system(String content) {
        return new Message("system", content);
    }
}

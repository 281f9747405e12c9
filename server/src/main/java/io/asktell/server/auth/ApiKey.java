package io.asktell.server.auth;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** An API key in clear: {@code atk_<public id>_<secret>}. Shown once, then only its hash is known. */
record ApiKey(String id, String text) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    /** 43 of 62 signs are 256 bits. */
    private static final int SECRET_LENGTH = 43;

    private static final Pattern FORM = Pattern.compile("atk_([0-9A-Za-z]{1,32})_[0-9A-Za-z]{20,100}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiKey random() {
        var id = randomId();
        return new ApiKey(id, "atk_" + id + "_" + word(SECRET_LENGTH));
    }

    static String randomId() {
        return word(ID_LENGTH);
    }

    /** The public id in a key's text; absent when the text has not the form of a key. */
    static Optional<String> idIn(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String word(int length) {
        var word = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "atk_" + id + "_***";
    }
}

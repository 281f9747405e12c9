package io.asktell.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes the calling key for a token with these of its scopes; absent, with all. */
public record TokenRequest(@Nullable List<String> scopes) {}

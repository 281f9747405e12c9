package io.asktell.reference;

import java.util.List;

/** A tool on offer. */
record ToolSpec(String name, String description, List<ParameterSpec> parameters) {}

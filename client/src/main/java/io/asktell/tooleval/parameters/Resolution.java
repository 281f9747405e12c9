package io.asktell.tooleval.parameters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Parameters as they are sent, and how they differ from what was asked for.
 *
 * @param parameters by wire name
 */
public record Resolution(ObjectNode parameters, List<Adjustment> adjustments) {
    public Resolution {
        adjustments = List.copyOf(adjustments);
    }
}

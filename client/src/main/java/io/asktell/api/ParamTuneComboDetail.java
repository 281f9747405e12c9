package io.asktell.api;

import java.util.List;

/** A combination with each of its cases. */
public record ParamTuneComboDetail(ParamTuneCombo combo, List<ParamTuneCase> cases) {}

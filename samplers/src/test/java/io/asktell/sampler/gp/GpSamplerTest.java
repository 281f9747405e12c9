package io.asktell.sampler.gp;

import io.asktell.sampler.MultiObjectiveContract;
import io.asktell.sampler.Sampler;
import io.asktell.space.SearchSpace;

class GpSamplerTest implements MultiObjectiveContract {
    @Override
    public Sampler newSampler(SearchSpace space) {
        return new GpSampler(GpOptions.defaults());
    }
}

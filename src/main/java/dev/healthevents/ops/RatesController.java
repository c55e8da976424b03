package dev.healthevents.ops;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How many events a second each source announced and each sink took, over the last hour. */
@RestController
class RatesController {

    private final Sampler sampler;

    RatesController(Sampler sampler) {
        this.sampler = sampler;
    }

    @GetMapping("/api/rates")
    Rates rates() {
        RateHistory.Snapshot snapshot = sampler.rates();
        List<String> sources = sampler.sourceNames();
        int all = snapshot.perSecond().size();
        return new Rates(
                snapshot.times(),
                named(sources, snapshot.perSecond().subList(0, sources.size())),
                named(sampler.sinkNames(), snapshot.perSecond().subList(sources.size(), all)));
    }

    private static Map<String, List<Double>> named(List<String> names, List<List<Double>> rates) {
        Map<String, List<Double>> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), rates.get(i));
        }
        return named;
    }

    /** Each rate is the mean of the time that ends at the instant of the same index. */
    record Rates(List<Instant> times, Map<String, List<Double>> sources, Map<String, List<Double>> sinks) {}
}

package dev.healthevents.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page on what was done in a soak, how often, and what came out. */
final class ProofPage {

    /** Of a list that is bad news. */
    private static final int SHOWN = 20;

    private final List<String> lines = new ArrayList<>();
    private final SoakSettings settings;
    private final Soak soak;

    ProofPage(SoakSettings settings, Soak soak) {
        this.settings = settings;
        this.soak = soak;
    }

    /** @return the page's file */
    Path write() throws IOException {
        String date = LocalDate.now(ZoneOffset.UTC).toString();
        List<StageResult> stages = soak.results();
        lines.add("# Soak of " + date + ", seed " + settings.seed());
        lines.add("");
        lines.add(
                "`./mvnw -Psoak verify -Dsoak.minutes=%d -Dsoak.seed=%d -Dsoak.images-per-second=%s -Dsoak.rest=%d`: %s."
                        .formatted(
                                settings.length().toMinutes(),
                                settings.seed(),
                                settings.imagesPerSecond(),
                                settings.rest().toMillis(),
                                soak.holds() ? "all promises held" : "**not all promises held**"));
        lines.add("");
        list("one change with two ids", soak.ids().unstable());
        list("two changes with one id", soak.ids().shared());
        stages.forEach(this::stage);
        Files.createDirectories(settings.pages());
        return Files.write(settings.pages().resolve("soak-" + date + "-" + settings.seed() + ".md"), lines);
    }

    private void stage(StageResult stage) {
        lines.add("## " + Character.toUpperCase(stage.stage().charAt(0))
                + stage.stage().substring(1));
        lines.add("");
        lines.add("%d faults; HAPI did not take %d requests of the writers. %s"
                .formatted(
                        stage.happened().size(),
                        stage.refused(),
                        stage.settledAfter() < 0
                                ? "**Not all was delivered as it should.**"
                                : "After the last fault and write all was delivered within " + stage.settledAfter()
                                        + " s."));
        if (!stage.ordered()) {
            lines.add("A backlog was read beside what was new, as after an outage of more than two minutes: no order"
                    + " was asked.");
        }
        lines.add("");
        lines.add(
                "| sink | source | in the server's tables | delivered | repeats | missed | invented | out of order |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (Finding f : stage.findings()) {
            lines.add("| %s | %s | %,d | %,d | %,d | %d | %d | %d |"
                    .formatted(
                            f.sink(),
                            f.source(),
                            f.changes(),
                            f.delivered(),
                            f.repeats(),
                            f.missed().size(),
                            f.invented().size(),
                            f.disordered().size()));
        }
        lines.add("");
        for (Finding f : stage.findings()) {
            list(f.sink() + ", " + f.source() + ", missed", f.missed());
            list(f.sink() + ", " + f.source() + ", invented", f.invented());
            list(f.sink() + ", " + f.source() + ", out of order", f.disordered());
        }
        list("faults that could not be brought about or mended", stage.failed());
        list("log lines with more than ids", stage.leaks());
        lines.add("Dead letters: "
                + (stage.letters().isEmpty() ? "none." : stage.letters().size() + "."));
        lines.add("");
        list("dead letters", stage.letters().stream().distinct().toList());
        lines.add("| of who reads, median of a third of the time | first | second | last |");
        lines.add("|---|---|---|---|");
        stage.growth().forEach(row -> lines.add("| " + row + " |"));
        lines.add("");
        lines.add("| fault | times |");
        lines.add("|---|---|");
        Map<String, Long> times = stage.happened().stream()
                .collect(Collectors.groupingBy(planned -> planned.fault().text, TreeMap::new, Collectors.counting()));
        times.forEach((fault, count) -> lines.add("| " + fault + " | " + count + " |"));
        lines.add("");
    }

    private void list(String what, List<String> bad) {
        if (!bad.isEmpty()) {
            lines.add("**" + what + "**, " + bad.size() + ":");
            lines.add("");
            bad.stream().limit(SHOWN).forEach(line -> lines.add("    " + line));
            lines.add("");
        }
    }
}

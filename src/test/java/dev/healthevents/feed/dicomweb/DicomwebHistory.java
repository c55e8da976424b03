package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.standin.dicomweb.DicomwebArchive;
import dev.healthevents.standin.dicomweb.DicomwebServer;
import dev.healthevents.standin.dicomweb.Habit;
import dev.healthevents.state.StateDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A random history of an archive that is read by comparing: images come and go, requests fail, windows are lost, the
 * process is killed, and the server forgets everything for once.
 */
final class DicomwebHistory {

    private static final int STEPS = 120;
    private static final int SETTLING_LOOKS = 200;

    private final Random random;
    private final long seed;
    private final DicomwebArchive archive = new DicomwebArchive();
    private final Set<Habit> habits = EnumSet.noneOf(Habit.class);
    private int images;
    private int epoch = 1;

    DicomwebHistory(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        Habit[] all = Habit.values();
        for (int i = random.nextInt(4); i > 0; i--) {
            habits.add(all[random.nextInt(all.length)]);
        }
        // What is beyond the first page of a series can't be seen there.
        if (habits.contains(Habit.CAPS) || habits.contains(Habit.CAPS_AND_WARNS)) {
            habits.remove(Habit.IGNORES_OFFSET);
        }
    }

    /** @return what is wrong with what was told; nothing if it is what the archive holds */
    List<String> run(StateDatabase database) throws Exception {
        for (int study = 1; study <= 30; study++) {
            for (int i = 0; i < 12; i++) {
                store(study);
            }
        }
        Set<String> told = archive.images();
        try (DicomwebServer server = new DicomwebServer(archive, habits);
                DicomwebReader reader = new DicomwebReader(database, "history" + seed, server.url())) {
            // What is gone before it was ever listed is known to nobody.
            reader.begin().looks(3);
            server.failing(0.01, seed);
            for (int step = 0; step < STEPS; step++) {
                step(server, reader);
            }
            server.failing(0, 0);
            for (int look = 0; look < SETTLING_LOOKS && !compare(told, reader).isEmpty(); look++) {
                reader.pass(Duration.ofSeconds(30));
                look(server, reader);
            }
            return compare(told, reader);
        }
    }

    private void step(DicomwebServer server, DicomwebReader reader) throws FeedException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> store(1 + random.nextInt(40));
            case 3 -> {
                for (int i = random.nextInt(30); i > 0; i--) {
                    store(31);
                }
            }
            case 4 -> deleteOne();
            case 5 -> archive.delete("1." + (1 + random.nextInt(40)));
            case 6 -> lose(reader);
            case 7 -> restart(server, reader);
            case 8 -> {
                server.empty(true);
                lose(reader);
                server.empty(false);
            }
            case 9 -> reader.pass(Duration.ofSeconds(random.nextInt(90)));
            default -> look(server, reader);
        }
    }

    private void store(int study) {
        String today = Days.text(LocalDate.now(ZoneOffset.UTC));
        boolean undated = habits.contains(Habit.UNDATED_STUDIES) && study % 5 == 0;
        String series = "1." + study + "." + random.nextInt(3);
        String date = study % 2 == 0 ? today : undated ? null : "2001010" + study % 10;
        archive.store("1." + study, date, series, series + "." + images++);
    }

    private void deleteOne() {
        List<String> there = new ArrayList<>(archive.images());
        if (!there.isEmpty()) {
            String[] image = there.get(random.nextInt(there.size())).split("/");
            archive.delete(image[0], image[1], image[2]);
        }
    }

    private void look(DicomwebServer server, DicomwebReader reader) throws FeedException {
        try {
            reader.look();
        } catch (FeedRestoredException e) {
            // So many were deleted before they could be looked at: the operator says so.
            epoch++;
            restart(server, reader);
        } catch (FeedException e) {
            // Nothing is lost; the next look tries again.
        }
    }

    /** A window that fails in its route, or is never committed. */
    private static void lose(DicomwebReader reader) {
        try {
            reader.lookOnly();
        } catch (FeedException e) {
            // It would stop or try again.
        }
    }

    private void restart(DicomwebServer server, DicomwebReader reader) throws FeedException {
        server.failing(0, 0);
        reader.restart(DicomwebReader.settings("history" + seed, server.url(), null, epoch));
        server.failing(0.01, random.nextLong());
    }

    private List<String> compare(Set<String> before, DicomwebReader reader) {
        List<String> wrong = new ArrayList<>();
        Set<String> there = new TreeSet<>(before);
        for (String change : reader.announced) {
            String image = change.substring(2);
            boolean isNew = change.startsWith("+") ? there.add(image) : there.remove(image);
            if (!isNew) {
                wrong.add("told twice or out of nothing: " + change);
            }
        }
        Set<String> held = archive.images();
        held.stream().filter(image -> !there.contains(image)).forEach(image -> wrong.add("missed: " + image));
        there.stream().filter(image -> !held.contains(image)).forEach(image -> wrong.add("not told gone: " + image));
        return wrong.isEmpty() ? wrong : List.of(habits + " " + wrong.size() + " " + wrong.get(0));
    }
}

package dev.healthevents.feed;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What is known of a server's clock: what it said, and how much time went by since on a count of ours that nobody sets.
 * Nothing that it says is taken for the truth. It may leap either way, and be one of several that differ. For use by
 * several threads.
 *
 * <p>An answer tells what the server's clock showed at some moment between the question and the answer; so how far it is
 * ahead of our count is known between two bounds. Answers whose bounds agree are one {@link Voice}. Another one is proof
 * that the clock was set, or that there are two.
 */
public class ServerClock {

    /** What a server tells may be cut off to whole seconds. */
    private static final long CUT = 1_000;

    /** Clocks of a cluster that are so near to each other are nothing to tell of. */
    private static final long LEAP = 5_000;

    /** Who was heard within this time is not told as news again. */
    private static final long FAMILIAR = Duration.ofHours(1).toMillis();

    private static final int MOST_VOICES = 64;

    /**
     * When nothing was heard for so long, any node may have spoken that was heard shortly before, or is heard shortly
     * after.
     */
    private static final long GAP = 5_000;

    private static final long SHORTLY = 60_000;

    /** An answer that took longer says too little of what time it is now. */
    private static final long QUICK = 2_000;

    private final Clock ours;
    private final LongSupplier nanos;
    private final List<Voice> voices = new ArrayList<>();
    private Voice speaking;
    private Voice supposed;
    private long saidLast;
    private Long askedLast;
    private long silentFrom;
    private Long heardAgain;
    private Instant hearsay;
    private long neededSince = Long.MAX_VALUE;
    private Instant wentBackTo;
    private Long newcomer;
    private Leap untold;

    /** @param ours for what is stored; time that goes by is measured by {@link System#nanoTime} */
    public ServerClock(Clock ours) {
        this(ours, System::nanoTime);
    }

    /** @param nanos counts nanoseconds, whatever becomes of any clock */
    public ServerClock(Clock ours, LongSupplier nanos) {
        this.ours = ours;
        this.nanos = nanos;
    }

    /** Our count of milliseconds. */
    public long count() {
        return nanos.getAsLong() / 1_000_000;
    }

    /** What our own clock says. */
    public Instant ours() {
        return ours.instant();
    }

    /** What our own clock said at a count of ours in the past. */
    public Instant oursAt(long count) {
        return ours.instant().minusMillis(count() - count);
    }

    /**
     * Goes by what it said when another process of ours read it.
     *
     * @param serverTime what it said last
     * @param ago how long ago that is, by the clock that was ours then and is now
     * @param silence what {@link #silence} was then
     * @return our count then
     */
    public synchronized long resume(Instant serverTime, Duration ago, Duration silence) {
        long then = count() - ago.toMillis();
        heard(serverTime, then, then);
        hearsay = serverTime;
        if (!silence.isZero()) {
            silentFrom = then - silence.toMillis();
            heardAgain = then;
        }
        return then;
    }

    /**
     * How long it is since a silence began, as of a count of ours, if it ended shortly before that, or zero: who was not
     * heard since may have been set in it.
     */
    public synchronized Duration silence(long asOf) {
        return isShortlyAfterSilence(asOf) ? Duration.ofMillis(asOf - silentFrom) : Duration.ZERO;
    }

    private boolean isShortlyAfterSilence(long count) {
        return heardAgain != null && count - heardAgain <= SHORTLY;
    }

    /**
     * Takes note that a clock of the server's may have spoken until then that showed this or more: of what another process
     * of ours heard, no more is known.
     *
     * @param count ours
     */
    public synchronized void mayHaveShown(Instant earliest, long count) {
        long least = earliest.toEpochMilli() - count;
        if (voices.stream().allMatch(voice -> least < voice.least())) {
            supposed = new Voice(least, least + CUT);
            supposed.silent(count);
            voices.add(supposed);
        }
    }

    /** Takes note of what the server's clock says now. */
    public void heard(Instant serverTime) {
        heard(serverTime, count());
    }

    /**
     * Takes note of an answer that has come just now.
     *
     * @param serverTime what the server's clock showed at some moment since it was asked
     * @param asked our count before it was asked
     */
    public synchronized void heard(Instant serverTime, long asked) {
        heard(serverTime, asked, count());
    }

    private void heard(Instant serverTime, long asked, long answered) {
        long least = serverTime.toEpochMilli() - answered;
        long most = serverTime.toEpochMilli() + CUT - asked;
        // How long ago that was is known by a clock of ours, which may have been set.
        boolean certain = hearsay == null || serverTime.isBefore(hearsay);
        hearsay = null;
        if (askedLast != null && answered - askedLast > GAP) {
            voices.stream()
                    .filter(voice -> voice.mayHaveSpokenSince(askedLast - SHORTLY))
                    .forEach(voice -> voice.silent(answered));
            silentFrom = isShortlyAfterSilence(askedLast) ? silentFrom : askedLast;
            heardAgain = answered;
        }
        Voice known = known(least, most);
        long unheardSince = Math.min(asked, askedLast == null ? asked : askedLast);
        if (isShortlyAfterSilence(asked) && (known == null || !known.mayHaveSpokenSince(silentFrom))) {
            unheardSince = Math.min(unheardSince, silentFrom);
        }
        Voice voice = known == null ? newcomer(least, most, certain) : known;
        voice.heard(least, most);
        boolean another = speaking != null && speaking != voice;
        if (another) {
            speaking.silent(answered);
            if (voice.least() < speaking.least()) {
                wentBack(Instant.ofEpochMilli(unheardSince + voice.least()));
            }
        }
        if (speaking == null || another || answered - asked < QUICK) {
            saidLast = least;
        }
        speaking = voice;
        askedLast = asked;
    }

    private Voice known(long least, long most) {
        if (speaking != null && speaking.agrees(least, most)) {
            return speaking;
        }
        return voices.stream()
                .filter(voice -> voice.agrees(least, most))
                .findFirst()
                .orElse(null);
    }

    private Voice newcomer(long least, long most, boolean certain) {
        Voice news = new Voice(least, most);
        forgetVoices();
        boolean far = voices.stream().allMatch(known -> Math.abs(known.least() - least) > LEAP);
        if (speaking != null && far && certain) {
            untold = new Leap(Duration.ofMillis(least - speaking.least()), Instant.ofEpochMilli(count() + least));
        }
        voices.add(news);
        newcomer = newcomer == null ? least : Math.min(newcomer, least);
        return news;
    }

    private void forgetVoices() {
        long familiar = Math.min(neededSince, count() - FAMILIAR);
        voices.removeIf(voice -> voice != speaking && !voice.mayHaveSpokenSince(familiar));
        if (voices.size() >= MOST_VOICES) {
            // A clock that is set all the time need not be known to the second.
            voices.sort(Comparator.comparingLong(Voice::least));
            int nearest = nearest();
            Voice both = Voice.of(voices.remove(nearest + 1), voices.remove(nearest));
            voices.add(both);
            speaking = voices.contains(speaking) ? speaking : both;
        }
    }

    private int nearest() {
        int nearest = 0;
        for (int i = 1; i < voices.size() - 1; i++) {
            long gap = voices.get(i + 1).least() - voices.get(i).most();
            nearest =
                    gap < voices.get(nearest + 1).least() - voices.get(nearest).most() ? i : nearest;
        }
        return nearest;
    }

    private void wentBack(Instant time) {
        wentBackTo = wentBackTo == null || time.isBefore(wentBackTo) ? time : wentBackTo;
    }

    /** The earliest time to which it went back, since the answer before, and that was not {@linkplain #followed followed} yet, or {@code null}. */
    public synchronized Instant wentBackTo() {
        return wentBackTo;
    }

    /**
     * How far a voice that was not known before is ahead of our count, or {@code null} if there was none since this was
     * {@linkplain #followed followed}.
     */
    synchronized Long newcomer() {
        return newcomer;
    }

    /** Takes note that whoever reads went back as well. */
    public synchronized void followed(Instant back) {
        newcomer = null;
        wentBackTo = wentBackTo != null && wentBackTo.isBefore(back) ? wentBackTo : null;
    }

    /** A leap that nobody was told of yet, or {@code null}. */
    public synchronized Leap untoldLeap() {
        Leap leap = untold;
        untold = null;
        return leap;
    }

    /** Whether there was but one clock to be heard since then. */
    public synchronized boolean steadySince(long count) {
        return voices.stream()
                        .filter(voice -> voice != supposed && voice.mayHaveSpokenSince(count))
                        .count()
                <= 1;
    }

    /**
     * The earliest that the server's clock may have shown at any moment since then. Which of the voices spoke when, one
     * can't know: who is heard for the first time now may be another node, and have spoken all the time.
     *
     * @param count ours
     */
    public synchronized Instant earliestSince(long count) {
        long least = speaking.least();
        for (Voice voice : voices) {
            if (voice.mayHaveSpokenSince(count)) {
                least = Math.min(least, voice.least());
            }
        }
        return Instant.ofEpochMilli(count + least);
    }

    /**
     * How far the slowest of the server's clocks is behind what the server said.
     *
     * @param said at that count of ours
     * @param since who may have spoken since then counts, and who was heard so shortly before as to be one who may speak next
     */
    public synchronized Duration behind(Instant said, long count, long since) {
        long from = Math.min(since, count - SHORTLY);
        long ahead = earliestSince(from).toEpochMilli() - from;
        return Duration.ofMillis(Math.max(0, said.toEpochMilli() - count - ahead));
    }

    /** Takes note that nobody will ask for what was heard before. */
    synchronized void neededSince(long count) {
        neededSince = count;
    }

    /**
     * The latest that any of the server's clocks may show now.
     *
     * @param count since when it may have been heard
     */
    public synchronized Instant latestSince(long count) {
        long most = speaking.most();
        for (Voice voice : voices) {
            if (voice.mayHaveSpokenSince(count)) {
                most = Math.max(most, voice.most());
            }
        }
        return Instant.ofEpochMilli(count() + most);
    }

    /** What the server's clock says now, as far as we know, rather less than more; ours before the first contact. */
    public synchronized Instant now() {
        return speaking == null ? ours.instant() : Instant.ofEpochMilli(count() + saidLast);
    }

    /** How far the server's clock is ahead of ours, as far as we know. */
    public Duration ahead() {
        return Duration.between(ours.instant(), now());
    }
}

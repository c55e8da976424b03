package dev.healthevents.feed.orthanc;

/**
 * Makes whole numbers of those that Orthanc writes. It counts its changes with 64 bits, and takes {@code since} so, but
 * writes the lower 32 of them, as a signed number: after 2,147,483,647 comes -2,147,483,648.
 *
 * @see <a href="https://orthanc.uclouvain.be/hg/orthanc/file/default/OrthancServer/Sources/ServerIndexChange.h">how it
 *     writes a change</a>
 */
final class WrittenSeq {

    /** So far apart are two numbers that are written alike. */
    static final long TURN = 1L << 32;

    /** So many changes are thinkable of which none has left a row, between two looks; more are a number that went back. */
    private static final long MOST_WITHOUT_ROWS = 1L << 26;

    private WrittenSeq() {}

    /** The lowest number after this one that is written so. */
    static long after(long before, long written) {
        return atLeast(before + 1, written);
    }

    /** The lowest number from this one on that is written so. */
    static long atLeast(long least, long written) {
        return isWhole(written) ? written : least + Math.floorMod(written - least, TURN);
    }

    /** The number that is written so and is most likely next to a known one: a little higher, or else lower. */
    static long near(long known, long written) {
        long ahead = atLeast(known, written);
        boolean back = ahead - known > MOST_WITHOUT_ROWS && ahead >= TURN;
        return back && !isWhole(written) ? ahead - TURN : ahead;
    }

    /** Should an Orthanc come to write all 64 bits, they are believed. */
    private static boolean isWhole(long written) {
        return (int) written != written;
    }
}

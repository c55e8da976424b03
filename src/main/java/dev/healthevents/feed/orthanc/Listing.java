package dev.healthevents.feed.orthanc;

import dev.healthevents.feed.FeedException;
import java.util.Arrays;

/**
 * Which instances Orthanc has, in eight bytes each: the first 64 of the 160 bits of their ids. Two of a hundred million
 * that agree in these come up once in four thousand lists, and would hide one delete until the other is deleted.
 */
final class Listing {

    private static final int FIRST_SIZE = 1 << 12;

    private long[] ids = new long[FIRST_SIZE];
    private int size;

    /** Takes what is told in pages; a delete meanwhile may leave some out. */
    static Listing of(Orthanc orthanc, int pageSize) throws FeedException {
        Listing listing = new Listing();
        for (int page = pageSize; page == pageSize; ) {
            page = 0;
            for (String id : orthanc.instances(listing.size, pageSize)) {
                listing.add(id);
                page++;
            }
        }
        Arrays.sort(listing.ids, 0, listing.size);
        return listing;
    }

    private void add(String id) throws FeedException {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
        }
        ids[size++] = bits(id);
    }

    boolean contains(String id) throws FeedException {
        return Arrays.binarySearch(ids, 0, size, bits(id)) >= 0;
    }

    int size() {
        return size;
    }

    private static long bits(String id) throws FeedException {
        if (!OrthancClient.isId(id)) {
            throw new FeedException("/instances told an id that is none of Orthanc's kind");
        }
        return Long.parseLong(id, 0, 8, 16) << 32 | Long.parseLong(id, 9, 17, 16);
    }
}

package dev.healthevents.feed.dicomweb;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.dicom.Uids;
import dev.healthevents.feed.http.HttpStatusException;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The images of one study, as the server lists them.
 *
 * @param images in the order of their UIDs
 * @param complete whether what is not among them is not there, as far as can be known
 */
record ImageList(SortedSet<Uids> images, boolean complete) {

    private static final Comparator<Uids> ORDER =
            Comparator.comparing(Uids::series).thenComparing(Uids::sop);

    /**
     * Asks for the instances of a study; and for those of each of its series where the first answer may not be all.
     *
     * @param count how many there should be, or {@code null}
     */
    static ImageList of(QidoClient client, String study, Integer count) throws FeedException {
        String path = "/studies/" + study;
        SortedSet<Uids> images = new TreeSet<>(ORDER);
        boolean whole = add(client, path + "/instances", study, null, count, images);
        boolean asCounted = count != null && count == images.size();
        if (asCounted || whole && (count == null || count < images.size())) {
            return new ImageList(images, true);
        }
        Paging series = there(new Paging(client, Level.SERIES, path + "/series", "", null), null);
        boolean complete = series == null || !series.cutOff() && !series.nameless();
        if (series != null) {
            for (Found one : series.found()) {
                complete &=
                        add(client, path + "/series/" + one.series() + "/instances", study, one.series(), null, images);
            }
        }
        return new ImageList(images, complete || count != null && count == images.size());
    }

    /** @return whether all that is there was told, as far as can be known */
    private static boolean add(
            QidoClient client, String path, String study, String series, Integer count, SortedSet<Uids> images)
            throws FeedException {
        Paging list = there(new Paging(client, Level.INSTANCES, path, "", series), count);
        if (list == null) {
            return true;
        }
        list.found().forEach(found -> images.add(new Uids(study, found.series(), found.sop())));
        return !list.cutOff() && !list.nameless();
    }

    /** @return {@code null} where the server has no such study or series, as one that has just gone */
    private static Paging there(Paging list, Integer count) throws FeedException {
        try {
            return list.all(count);
        } catch (HttpStatusException e) {
            if (e.status() == 404 || e.status() == 410) {
                return null;
            }
            throw e;
        }
    }
}

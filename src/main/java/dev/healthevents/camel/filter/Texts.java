package dev.healthevents.camel.filter;

/** Comparisons of a text of an event, first, with one of a filter, whatever their case; they leave no garbage. */
final class Texts {

    private Texts() {}

    static boolean equal(Object key, Object filter) {
        return ((String) key).equalsIgnoreCase((String) filter);
    }

    static boolean beginsWith(Object key, Object filter) {
        return at(0, (String) key, (String) filter);
    }

    static boolean endsWith(Object key, Object filter) {
        return at(((String) key).length() - ((String) filter).length(), (String) key, (String) filter);
    }

    static boolean contains(Object key, Object filter) {
        int last = ((String) key).length() - ((String) filter).length();
        for (int start = 0; start <= last; start++) {
            if (at(start, (String) key, (String) filter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean at(int start, String key, String filter) {
        return key.regionMatches(true, start, filter, 0, filter.length());
    }
}

package dev.healthevents.camel.source;

/** A library that only some need, and an application therefore has to ask for by name. */
final class Library {

    private Library() {}

    /**
     * @param type a class of it
     * @param artifact its Maven coordinates, without a version
     * @param what wants it
     * @throws IllegalArgumentException if it is not on the class path
     */
    static void need(String type, String artifact, String what) {
        try {
            Class.forName(type, false, Library.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    what + " needs " + artifact + ", which is not on the class path: add it to the application");
        }
    }
}

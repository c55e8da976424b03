package dev.healthevents.feed;

/**
 * What a feed has learnt from a window and must not forget. It becomes durable in the window's own transaction, or not
 * at all; how is the state's business, which made it.
 */
public interface Learnt {

    /** What most feeds learn: they remember nothing. */
    Learnt NOTHING = new Learnt() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public void kept() {
            // There is nothing to be told of.
        }
    };

    /** Whether nothing would be lost without a commit. */
    boolean isEmpty();

    /** Told when it is durable. */
    void kept();
}

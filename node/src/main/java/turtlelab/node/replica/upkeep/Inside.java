package turtlelab.node.replica.upkeep;

import turtlelab.node.state.State;
import turtlelab.node.storage.ImageReader;
import turtlelab.node.storage.Storage;

/** What upkeep needs of the replica it belongs to. */
public interface Inside {
    /** Any thread. */
    State state();

    /** Any thread. */
    Storage storage();

    /** Runs something on the apply thread, between batches. May wait a little; any other thread. */
    void betweenBatches(Runnable errand);

    /** Publishes again, which does a part of a compaction. Apply thread. */
    void publish();

    /** Commits everything applied. Apply thread. */
    void commit();

    /** An image of everything applied. Apply thread. */
    ImageReader image();

    /** Forces the last commit to disk. Any thread but the apply thread; slow. */
    void sync();
}

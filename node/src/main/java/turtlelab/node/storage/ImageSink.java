package turtlelab.node.storage;

import java.io.IOException;
import turtlelab.node.base.Bytes;

/** Who is told what an image holds, from front to end: its mark, then each table's entries. */
public interface ImageSink {
    void header(Mark mark) throws IOException;

    void table(String name);

    void entry(Bytes key, Bytes value);
}

package turtlelab.node.consensus.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine;

/** What the snapshot thread does: reads and writes pieces, and closes what is over. */
public final class SnapshotWork {
    private final StateMachine machine;
    private final int chunkBytes;

    public SnapshotWork(StateMachine machine, int chunkBytes) {
        this.machine = machine;
        this.chunkBytes = chunkBytes;
    }

    /** A piece of work for the snapshot thread. */
    public sealed interface Task {
        long transfer();

        record Read(long transfer, SnapshotReader reader) implements Task {}

        record Open(long transfer, SnapshotMark mark) implements Task {}

        /**
         * @param size of the snapshot after this piece
         */
        record Write(long transfer, SnapshotWriter writer, Bytes data, long size, boolean last)
                implements Task {}

        record CloseReader(long transfer, SnapshotReader reader) implements Task {}

        record CloseWriter(long transfer, SnapshotWriter writer) implements Task {}
    }

    public void run(List<Task> tasks, Consumer<Event> done) {
        for (var task : tasks) {
            try {
                run(task, done);
            } catch (IOException e) {
                done.accept(new Event.TransferFailed(task.transfer(), String.valueOf(e)));
            }
        }
    }

    private void run(Task task, Consumer<Event> done) throws IOException {
        switch (task) {
            case Task.Read(var transfer, var reader) -> done.accept(read(transfer, reader));
            case Task.Open(var transfer, var mark) ->
                    done.accept(new Event.Opened(transfer, machine.receive(mark)));
            case Task.Write write -> {
                write.writer().write(write.data().asByteBuffer());
                done.accept(new Event.ChunkWritten(write.transfer(), write.size(), write.last()));
            }
            case Task.CloseReader(_, var reader) -> reader.close();
            case Task.CloseWriter(_, var writer) -> writer.close();
        }
    }

    private Event read(long transfer, SnapshotReader reader) throws IOException {
        var buffer = ByteBuffer.allocate(chunkBytes);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = reader.read(buffer);
        }
        buffer.flip();
        var data = new byte[buffer.remaining()];
        buffer.get(data);
        return new Event.ChunkRead(transfer, Bytes.wrap(data), read < 0);
    }
}

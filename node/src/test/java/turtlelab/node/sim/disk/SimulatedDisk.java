package turtlelab.node.sim.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import turtlelab.node.consensus.log.LogDirectory;
import turtlelab.node.consensus.log.LogFile;

/**
 * One directory on a disk with a page cache. What was not synced may survive a loss of power in any
 * part: sectors of unsynced writes in any combination, the last write torn in mid-sector; names,
 * when the directory was not synced, in any combination too.
 */
public final class SimulatedDisk {
    private final List<Consumer<Map<String, SimulatedFile>>> unsyncedNames = new ArrayList<>();
    private final Map<String, SimulatedFile> durableNames = new TreeMap<>();
    private final Map<String, SimulatedFile> names = new TreeMap<>();
    private DiskFaults faults = DiskFaults.NONE;
    private int holder;

    /** Called before each operation that changes something. */
    public void setFaults(DiskFaults faults) {
        this.faults = faults;
    }

    /** Opens the directory for a new process; handles of earlier ones are dead. */
    public LogDirectory open() {
        return new Handle(++holder);
    }

    /** The process ends; the page cache lives on. */
    public void kill() {
        holder++;
    }

    /** The power goes: what was not synced is lost in part. */
    public void losePower(RandomGenerator chance) {
        kill();
        for (var operation : unsyncedNames) {
            if (chance.nextBoolean()) {
                operation.accept(durableNames);
            }
        }
        unsyncedNames.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(file -> file.losePower(chance));
    }

    /** Everything is gone: a new, empty disk. */
    public void wipe() {
        kill();
        unsyncedNames.clear();
        durableNames.clear();
        names.clear();
    }

    public List<String> files() {
        return List.copyOf(names.keySet());
    }

    public byte[] contents(String name) {
        return file(name).bytes().clone();
    }

    /** Changes a file behind everybody's back. */
    public void overwrite(String name, byte[] bytes) {
        file(name).overwrite(bytes);
    }

    public void remove(String name) {
        names.remove(name);
        durableNames.remove(name);
    }

    private SimulatedFile file(String name) {
        var file = names.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no file " + name + " among " + names.keySet());
        }
        return file;
    }

    private void change(Consumer<Map<String, SimulatedFile>> operation) {
        operation.accept(names);
        unsyncedNames.add(operation);
    }

    /** The directory as one process sees it. */
    private final class Handle implements LogDirectory {
        private final int process;

        Handle(int process) {
            this.process = process;
        }

        @Override
        public String name() {
            return "wal";
        }

        @Override
        public List<String> list() {
            return files();
        }

        @Override
        public LogFile create(String name, long size) throws IOException {
            before("create " + name);
            var created = new SimulatedFile((int) size);
            change(map -> map.put(name, created));
            return handle(name, created);
        }

        @Override
        public LogFile open(String name) {
            return handle(name, file(name));
        }

        private LogFile handle(String name, SimulatedFile file) {
            return file.handle(operation -> before(operation + " " + name));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            before("rename " + from);
            var moved = file(from);
            change(
                    map -> {
                        map.remove(from);
                        map.put(to, moved);
                    });
        }

        @Override
        public void delete(String name) throws IOException {
            before("delete " + name);
            change(map -> map.remove(name));
        }

        @Override
        public void sync() throws IOException {
            before("sync directory");
            unsyncedNames.forEach(operation -> operation.accept(durableNames));
            unsyncedNames.clear();
        }

        @Override
        public void prepare(long size) {}

        @Override
        public void close() {}

        private void before(String operation) throws IOException {
            if (process != holder) {
                throw new IOException("a process that is gone tried to " + operation);
            }
            faults.before(operation);
        }
    }
}

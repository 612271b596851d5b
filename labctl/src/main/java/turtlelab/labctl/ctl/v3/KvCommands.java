package turtlelab.labctl.ctl.v3;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.display.SimpleDisplay;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.exec.Streams;

/** {@code put}, {@code get}, {@code del} and {@code txn}. */
final class KvCommands {

    private final GrpcCluster cluster;
    private final Streams streams;

    KvCommands(GrpcCluster cluster, Streams streams) {
        this.cluster = cluster;
        this.streams = streams;
    }

    void put(Flags flags, Display display) throws CallFailed {
        var request = KvRequests.put(flags, streams.in());
        display.put(cluster.write(channel -> KVGrpc.newBlockingStub(channel).put(request)));
    }

    RangeResponse get(Flags flags, Display display) throws CallFailed {
        var request = KvRequests.get(flags);
        var response = cluster.read(channel -> KVGrpc.newBlockingStub(channel).range(request));
        if (flags.isOn("print-value-only") && !(display instanceof SimpleDisplay)) {
            throw new CtlFailure(
                    Failures.BAD_ARGUMENTS,
                    "Error: print-value-only is only for `--write-out=simple`");
        }
        display.get(response);
        return response;
    }

    void delete(Flags flags, Display display) throws CallFailed {
        var request = KvRequests.delete(flags);
        display.delete(
                cluster.write(channel -> KVGrpc.newBlockingStub(channel).deleteRange(request)));
    }

    void txn(Flags flags, Display display) throws CallFailed {
        if (!flags.words().isEmpty()) {
            throw Failures.badArguments("txn command does not accept argument");
        }
        TxnRequest request = new TxnScript(streams, flags.isOn("interactive")).read();
        display.txn(cluster.write(channel -> KVGrpc.newBlockingStub(channel).txn(request)));
    }
}

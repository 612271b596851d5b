package turtlelab.labctl.ctl.display;

import io.etcd.jetcd.api.StatusResponse;
import java.util.List;
import turtlelab.labctl.ctl.print.ByteSize;

/** What an endpoint says of itself. */
public record EndpointStatus(String endpoint, StatusResponse status) {

    public boolean isLeader() {
        return status.getLeader() == status.getHeader().getMemberId();
    }

    List<String> cells() {
        return List.of(
                endpoint,
                Long.toHexString(status.getHeader().getMemberId()),
                status.getVersion(),
                ByteSize.text(status.getDbSize()),
                String.valueOf(isLeader()),
                String.valueOf(status.getIsLearner()),
                Long.toUnsignedString(status.getRaftTerm()),
                Long.toUnsignedString(status.getRaftIndex()),
                Long.toUnsignedString(status.getRaftAppliedIndex()),
                String.join(", ", status.getErrorsList()));
    }
}

package turtlelab.node.http.figures;

/** This process, as Prometheus' Go library tells it. */
public final class ProcessFigures {
    private ProcessFigures() {}

    /** Adds them. */
    public static void addTo(Page page) {
        page.gauge(
                "process_resident_memory_bytes",
                "Resident memory size in bytes.",
                OwnProcess::residentBytes);
        page.gauge(
                "process_virtual_memory_bytes",
                "Virtual memory size in bytes.",
                OwnProcess::virtualBytes);
        page.gauge(
                "process_virtual_memory_max_bytes",
                "Maximum amount of virtual memory available in bytes.",
                OwnProcess::mostVirtualBytes);
        page.gauge("process_open_fds", "Number of open file descriptors.", OwnProcess::openFiles);
        page.gauge(
                "process_max_fds",
                "Maximum number of open file descriptors.",
                OwnProcess::mostFiles);
        page.gauge("os_fd_used", "The number of used file descriptors.", OwnProcess::openFiles);
        page.gauge("os_fd_limit", "The file descriptor limit.", OwnProcess::mostFiles);
        page.gauge(
                "process_start_time_seconds",
                "Start time of the process since unix epoch in seconds.",
                OwnProcess::startSeconds);
        page.counter(
                "process_cpu_seconds_total",
                "Total user and system CPU time spent in seconds.",
                OwnProcess::cpuSeconds);
    }
}

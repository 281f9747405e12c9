package io.asktell.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Gives each new connection to the next of some servers, knowing nothing of who comes. */
final class Balancer implements AutoCloseable {
    private final ServerSocket door;
    private final List<URI> servers;
    private final AtomicIntegerArray connections;

    Balancer(URI... servers) {
        this.servers = List.of(servers);
        connections = new AtomicIntegerArray(servers.length);
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("balancer", this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort() + "/");
    }

    /** How many connections a server got. */
    int connections(int server) {
        return connections.get(server);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Until its socket is closed. */
    private static void run(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // the end of a connection, or of the balancer
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        for (int n = 0; ; n++) {
            var client = door.accept();
            int index = n % servers.size();
            connections.incrementAndGet(index);
            var server =
                    new Socket(servers.get(index).getHost(), servers.get(index).getPort());
            run("balancer-up", () -> pump(client, server));
            run("balancer-down", () -> pump(server, client));
        }
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}

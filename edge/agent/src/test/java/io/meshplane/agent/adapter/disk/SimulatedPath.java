package io.meshplane.agent.adapter.disk;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of a {@link SimulatedDisk}: a name, or one from the root on. */
record SimulatedPath(SimulatedFolderTree tree, String text) implements Path {
    @Override
    public FileSystem getFileSystem() {
        return tree;
    }

    @Override
    public Path resolve(Path other) {
        if (other.isAbsolute()) return other;
        String name = other.toString();
        if (name.isEmpty() || name.equals(".")) return this;
        return new SimulatedPath(tree, text.endsWith("/") ? text + name : text + "/" + name);
    }

    @Override
    public @Nullable Path getParent() {
        int slash = text.lastIndexOf('/');
        if (slash < 0 || text.equals("/")) return null;
        return new SimulatedPath(tree, slash == 0 ? "/" : text.substring(0, slash));
    }

    @Override
    public Path getFileName() {
        return new SimulatedPath(tree, text.substring(text.lastIndexOf('/') + 1));
    }

    @Override
    public boolean isAbsolute() {
        return text.startsWith("/");
    }

    @Override
    public Path getRoot() {
        return new SimulatedPath(tree, "/");
    }

    @Override
    public Path toAbsolutePath() {
        return this;
    }

    @Override
    public Path normalize() {
        return this;
    }

    @Override
    public int compareTo(Path other) {
        return text.compareTo(other.toString());
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public int getNameCount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getName(int index) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path subpath(int begin, int end) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean startsWith(Path other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean endsWith(Path other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path relativize(Path other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path toRealPath(LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }
}

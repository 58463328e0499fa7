package dev.sengi.archive.internal.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Outputs that several threads write at the same time, but that are passed on one after another. One is written
 * directly to its target, and the others are spooled until their turn. Safe for use by several threads; each output is
 * used by one.
 */
public final class OutputSequence {
    private final SpoolSpace space;
    /** The keys of outputs to come, or null if their order does not matter. */
    private final Deque<Integer> order;

    private final Deque<Member> waiting = new ArrayDeque<>();
    private Member current;

    /** The destination of an output; used by one thread at a time, not necessarily the output's own. */
    public interface Target {
        /** Called once, before the first byte. */
        OutputStream begin() throws IOException;

        /** Called once, after the last byte. */
        void end() throws IOException;
    }

    private OutputSequence(SpoolSpace space, Deque<Integer> order) {
        this.space = space;
        this.order = order;
    }

    /**
     * Returns a sequence that passes outputs on in the order of their keys; they must be opened in this order as well.
     */
    public static OutputSequence ordered(SpoolSpace space, Collection<Integer> keys) {
        return new OutputSequence(space, new ArrayDeque<>(keys));
    }

    /** Returns a sequence that passes complete outputs on first. */
    public static OutputSequence unordered(SpoolSpace space) {
        return new OutputSequence(space, null);
    }

    /** Begins an output. */
    public SpooledOutput open(int key, Target target) throws IOException {
        Member member = new Member(key, target);
        synchronized (this) {
            waiting.addLast(member);
        }
        advance();
        return member;
    }

    /** Releases the next output, unless another one still has its turn. */
    private void advance() throws IOException {
        for (Member next = next(); next != null && next.release(); next = next()) {
            finish(next);
        }
    }

    private synchronized Member next() {
        if (current != null) {
            return null;
        }
        current = order == null ? complete() : ofKey(order.peekFirst());
        waiting.remove(current);
        return current;
    }

    private Member complete() {
        for (Member member : waiting) {
            if (member.isClosed()) {
                return member;
            }
        }
        return waiting.peekFirst();
    }

    private Member ofKey(Integer key) {
        for (Member member : waiting) {
            if (key != null && key == member.key) {
                return member;
            }
        }
        return null;
    }

    private void finish(Member member) throws IOException {
        member.target.end();
        synchronized (this) {
            current = null;
            if (order != null) {
                order.removeFirst();
            }
        }
    }

    private final class Member extends SpooledOutput {
        private final int key;
        private final Target target;

        Member(int key, Target target) {
            super(space);
            this.key = key;
            this.target = target;
        }

        @Override
        protected OutputStream begin() throws IOException {
            return target.begin();
        }

        @Override
        protected void ended() throws IOException {
            finish(this);
            advance();
        }
    }
}

package io.meshplane.route.domain.graph;

import java.util.Arrays;

/** A binary heap of numbers in an order that their owner knows; a number that comes first sooner than before moves up. */
final class OrderedHeap {
    private final Before order;
    private int[] heap;
    private int[] places; // 1 + place; 0 = not in the heap
    private int size;

    /** Whether one number comes before another; equal ones may come in any order. */
    @FunctionalInterface
    interface Before {
        boolean test(int one, int other);
    }

    OrderedHeap(int room, Before order) {
        this.order = order;
        heap = new int[Math.max(16, room)];
        places = new int[Math.max(16, room)];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Puts a number in, or up where it belongs if it is in. */
    void push(int number) {
        if (number >= places.length) places = Arrays.copyOf(places, Math.max(number + 1, places.length * 2));
        if (size == heap.length) heap = Arrays.copyOf(heap, size * 2);
        if (places[number] == 0) put(size++, number);
        int place = places[number] - 1;
        while (place > 0) {
            int above = heap[(place - 1) >> 1];
            if (!order.test(number, above)) break;
            put(place, above);
            place = (place - 1) >> 1;
        }
        put(place, number);
    }

    int pop() {
        int top = heap[0];
        int last = heap[--size];
        places[top] = 0;
        if (size == 0) return top;
        int place = 0;
        while (true) {
            int child = 2 * place + 1;
            if (child >= size) break;
            if (child + 1 < size && order.test(heap[child + 1], heap[child])) child++;
            if (!order.test(heap[child], last)) break;
            put(place, heap[child]);
            place = child;
        }
        put(place, last);
        return top;
    }

    private void put(int place, int number) {
        heap[place] = number;
        places[number] = place + 1;
    }
}

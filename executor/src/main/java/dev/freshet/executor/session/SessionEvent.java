package dev.freshet.executor.session;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.scope.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a session. */
public sealed interface SessionEvent {

  /** The notebook's text changed. */
  record Edited(Program program) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.edited(this);
    }
  }

  /** The user wants cells run. */
  record RunRequested(Wish wish) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.runRequested(this);
    }
  }

  /** The user wants everything that runs to stop. */
  record InterruptRequested() implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.interruptRequested(this);
    }
  }

  /** The user wants fresh interpreters. */
  record RestartRequested() implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.restartRequested(this);
    }
  }

  /** What is stored under a code digest: earlier executions, newest first, and their lessons. */
  record TracesLoaded(String digest, List<Execution> traces, Learned learned)
      implements SessionEvent {
    public TracesLoaded {
      traces = List.copyOf(traces);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.tracesLoaded(this);
    }
  }

  /** How the notebook stood when an earlier session ended. */
  record Remembered(Memory memory) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.remembered(this);
    }
  }

  /** The same, only to tell why cells run: nothing of it is taken up. */
  record PastKnown(Memory memory) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.pastKnown(this);
    }
  }

  /** Digests of files as they are now, by key. */
  record FilesProbed(Map<String, String> digests) implements SessionEvent {
    public FilesProbed {
      digests = Map.copyOf(digests);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.filesProbed(this);
    }
  }

  /** Where a stored group's bytes can be mapped; null when they are not what they were. */
  record GroupVerified(String group, @Nullable Segment segment) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.groupVerified(this);
    }
  }

  /** The zygote is up. */
  record RuntimeReady(String environment, String python, List<String> paths)
      implements SessionEvent {
    public RuntimeReady {
      paths = List.copyOf(paths);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.runtimeReady(this);
    }
  }

  /** The environment is the one that an earlier session fingerprinted; Python need not run. */
  record EnvironmentKnown(String environment) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.environmentKnown(this);
    }
  }

  /** The zygote could not be started, or is gone. */
  record RuntimeDown(String message, boolean mayRetry) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.runtimeDown(this);
    }
  }

  /** A worker waits for its first cell. */
  record WorkerReady(String worker) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.workerReady(this);
    }
  }

  /**
   * A worker is gone; exactly one of code and signal is known.
   *
   * @param limit the limit that it was ended for, in words
   */
  record RuntimeLost(
      String worker,
      OptionalInt code,
      OptionalInt signal,
      List<String> outputs,
      Optional<String> limit)
      implements SessionEvent {
    public RuntimeLost {
      outputs = List.copyOf(outputs);
    }

    public RuntimeLost(String worker, OptionalInt code, OptionalInt signal, List<String> outputs) {
      this(worker, code, signal, outputs, Optional.empty());
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.runtimeLost(this);
    }
  }

  /** A cell uses a name that was not loaded. */
  record NeedAsked(String run, int request, String name) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.needAsked(this);
    }
  }

  /** A cell is about to do what cannot be undone. */
  record GateAsked(String run, String event, String detail) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.gateAsked(this);
    }
  }

  /** A cell asks the user for a line of text. */
  record InputAsked(String run, String prompt, boolean password) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.inputAsked(this);
    }
  }

  /** The user answered; without a text: nobody can. */
  record InputGiven(String run, Optional<String> text) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.inputGiven(this);
    }
  }

  /** A cell came to its end. */
  record CellDone(String run, Observation seen) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.cellDone(this);
    }
  }

  /** The machine's memory, and what of it cells hold, is not what it was. */
  record MemorySeen(FreeMemory memory) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.memorySeen(this);
    }
  }

  /** A timer that was set for an execution ran out. */
  record TimerFired(String run, Timer timer) implements SessionEvent {
    @Override
    public void accept(Visitor visitor) {
      visitor.timerFired(this);
    }
  }

  /** What a timer is for. */
  enum Timer {
    LIMIT,
    KILL
  }

  /** One method per event, so that a new event does not compile until it is handled. */
  interface Visitor {
    void edited(Edited event);

    void runRequested(RunRequested event);

    void interruptRequested(InterruptRequested event);

    void restartRequested(RestartRequested event);

    void tracesLoaded(TracesLoaded event);

    void remembered(Remembered event);

    void pastKnown(PastKnown event);

    void filesProbed(FilesProbed event);

    void groupVerified(GroupVerified event);

    void runtimeReady(RuntimeReady event);

    void environmentKnown(EnvironmentKnown event);

    void runtimeDown(RuntimeDown event);

    void workerReady(WorkerReady event);

    void runtimeLost(RuntimeLost event);

    void needAsked(NeedAsked event);

    void gateAsked(GateAsked event);

    void inputAsked(InputAsked event);

    void inputGiven(InputGiven event);

    void cellDone(CellDone event);

    void memorySeen(MemorySeen event);

    void timerFired(TimerFired event);
  }

  void accept(Visitor visitor);
}

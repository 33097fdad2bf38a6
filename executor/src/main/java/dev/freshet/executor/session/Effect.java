package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a session wants done. */
public sealed interface Effect {

  /** Start the zygote; answered by RuntimeReady or RuntimeDown. */
  record StartRuntime() implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.startRuntime(this);
    }
  }

  /** Fork a worker; answered by WorkerReady. */
  record Fork(String worker) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.fork(this);
    }
  }

  /** Kill a worker and all its children. */
  record Kill(String worker) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.kill(this);
    }
  }

  /** Interrupt the cell that runs on a worker. */
  record Interrupt(String worker) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.interrupt(this);
    }
  }

  /** Execute a cell; answered by CellDone. */
  record Execute(String worker, Order order) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.execute(this);
    }
  }

  /** How a need was met. */
  enum Found {
    VALUE,
    ABSENT,
    ABORTED
  }

  /** Answer a need. */
  record Answer(
      String worker,
      int request,
      Found found,
      @Nullable Binding binding,
      List<Binding> also,
      List<Group> groups)
      implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.answer(this);
    }
  }

  /** Let a cell do what cannot be undone. */
  record OpenGate(String worker) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.openGate(this);
    }
  }

  /** Ask the user for a line; answered by InputGiven. */
  record AskInput(CellId cell, String run, String prompt, boolean password) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.askInput(this);
    }
  }

  /** Hand the user's line to the cell. */
  record GiveInput(String worker, Optional<String> text) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.giveInput(this);
    }
  }

  /** Look at files; answered by FilesProbed with a digest for each key. */
  record Probe(Set<String> keys) implements Effect {
    public Probe {
      keys = Set.copyOf(keys);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.probe(this);
    }
  }

  /** Load what is stored under a code digest; answered by TracesLoaded. */
  record LoadTraces(String digest) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.loadTraces(this);
    }
  }

  /** Compare a stored group with its checksum; answered by GroupVerified. */
  record Verify(Group group) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.verify(this);
    }
  }

  /** Keep an execution for later sessions. */
  record SaveTrace(CellId cell, Execution execution) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.saveTrace(this);
    }
  }

  /** Values that nothing refers to any more need no memory. */
  record Discard(List<Segment> segments) implements Effect {
    public Discard {
      segments = List.copyOf(segments);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.discard(this);
    }
  }

  /** Keep what an execution taught about its code. */
  record SaveLearned(String digest, Learned learned) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.saveLearned(this);
    }
  }

  /** Keep how the notebook stands for the next session. */
  record SaveMemory(Memory memory) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.saveMemory(this);
    }
  }

  /** The execution counts: its outputs are the cell's. */
  record Accept(CellId cell, String run) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.accepted(this);
    }
  }

  /** Replace a cell's outputs; an empty list clears them. */
  record ShowOutputs(CellId cell, List<String> outputs) implements Effect {
    public ShowOutputs {
      outputs = List.copyOf(outputs);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.showOutputs(this);
    }
  }

  /** Show an error that no Python raised in place of a cell's outputs. */
  record ShowError(CellId cell, CellError error) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.showError(this);
    }
  }

  /** End the zygote and all workers. */
  record StopRuntime() implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.stopRuntime(this);
    }
  }

  /** Wake the session when an execution has taken this long. */
  record StartTimer(String run, SessionEvent.Timer timer, long millis) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.startTimer(this);
    }
  }

  /** A request is done. */
  record Finish(RunSummary summary) implements Effect {
    @Override
    public void accept(Visitor visitor) {
      visitor.finish(this);
    }
  }

  /** One method per effect. */
  interface Visitor {
    void startRuntime(StartRuntime effect);

    void fork(Fork effect);

    void kill(Kill effect);

    void interrupt(Interrupt effect);

    void execute(Execute effect);

    void answer(Answer effect);

    void openGate(OpenGate effect);

    void askInput(AskInput effect);

    void giveInput(GiveInput effect);

    void probe(Probe effect);

    void loadTraces(LoadTraces effect);

    void verify(Verify effect);

    void saveTrace(SaveTrace effect);

    void discard(Discard effect);

    void saveLearned(SaveLearned effect);

    void saveMemory(SaveMemory effect);

    void accepted(Accept effect);

    void showOutputs(ShowOutputs effect);

    void showError(ShowError effect);

    void stopRuntime(StopRuntime effect);

    void startTimer(StartTimer effect);

    void finish(Finish effect);
  }

  void accept(Visitor visitor);
}

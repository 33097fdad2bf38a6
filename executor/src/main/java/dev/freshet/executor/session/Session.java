package dev.freshet.executor.session;

import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.session.SessionEvent.CellDone;
import dev.freshet.executor.session.SessionEvent.Edited;
import dev.freshet.executor.session.SessionEvent.FilesProbed;
import dev.freshet.executor.session.SessionEvent.GateAsked;
import dev.freshet.executor.session.SessionEvent.GroupVerified;
import dev.freshet.executor.session.SessionEvent.InputAsked;
import dev.freshet.executor.session.SessionEvent.InputGiven;
import dev.freshet.executor.session.SessionEvent.InterruptRequested;
import dev.freshet.executor.session.SessionEvent.NeedAsked;
import dev.freshet.executor.session.SessionEvent.RestartRequested;
import dev.freshet.executor.session.SessionEvent.RunRequested;
import dev.freshet.executor.session.SessionEvent.RuntimeDown;
import dev.freshet.executor.session.SessionEvent.RuntimeLost;
import dev.freshet.executor.session.SessionEvent.RuntimeReady;
import dev.freshet.executor.session.SessionEvent.TimerFired;
import dev.freshet.executor.session.SessionEvent.TracesLoaded;
import dev.freshet.executor.session.SessionEvent.WorkerReady;
import java.util.Optional;

/**
 * The session as a function: a state and an event give the next state and what is to be done.
 * Nothing else changes a {@link SessionState}.
 */
public final class Session {
  private Session() {}

  /** {@code now} is in milliseconds on the monitor's clock. */
  public static Transition step(SessionState state, SessionEvent event, double now) {
    Draft draft = new Draft(state, now);
    event.accept(new Handler(draft));
    new Scheduling(draft).advance();
    new Recollection(draft).leave();
    return new Transition(draft.freeze(), draft.effects);
  }

  /** Takes an event into the draft; what follows from it is the scheduling's. */
  private record Handler(Draft d) implements SessionEvent.Visitor {
    @Override
    public void edited(Edited event) {
      new Requests(d).edited(event.program());
    }

    @Override
    public void runRequested(RunRequested event) {
      new Requests(d).add(event.wish());
    }

    @Override
    public void interruptRequested(InterruptRequested event) {
      new Stops(d).interruptAll();
    }

    @Override
    public void restartRequested(RestartRequested event) {
      new Stops(d).restart();
    }

    @Override
    public void tracesLoaded(TracesLoaded event) {
      d.traces.put(event.digest(), event.traces());
      d.asked.remove("traces " + event.digest());
      Learned known = d.learned.getOrDefault(event.digest(), Learned.NOTHING);
      Learned all = known.plus(event.learned());
      if (!all.equals(known)) {
        d.learned.put(event.digest(), all);
        d.relearn();
      }
      new Recollection(d).goOn();
    }

    @Override
    public void remembered(SessionEvent.Remembered event) {
      new Recollection(d).begin(event.memory());
    }

    @Override
    public void pastKnown(SessionEvent.PastKnown event) {
      d.past = event.memory();
    }

    @Override
    public void filesProbed(FilesProbed event) {
      event
          .digests()
          .forEach(
              (key, digest) -> {
                if (d.asked.remove("file " + key)) {
                  d.files.put(key, digest);
                }
              });
    }

    @Override
    public void groupVerified(GroupVerified event) {
      d.asked.remove("group " + event.group());
      d.verified.add(event.group());
      d.groups.computeIfPresent(event.group(), (id, g) -> g.withSegment(event.segment()));
    }

    @Override
    public void runtimeReady(RuntimeReady event) {
      d.runtime = SessionState.RuntimePhase.READY;
      d.environment = Optional.of(event.environment());
    }

    @Override
    public void environmentKnown(SessionEvent.EnvironmentKnown event) {
      d.environment = Optional.of(event.environment());
    }

    @Override
    public void runtimeDown(RuntimeDown event) {
      new Stops(d).runtimeDown(event);
    }

    @Override
    public void workerReady(WorkerReady event) {
      d.workers.computeIfPresent(event.worker(), (n, w) -> w.in(Worker.Phase.IDLE));
      d.restarts = 0;
    }

    @Override
    public void runtimeLost(RuntimeLost event) {
      new Stops(d).lost(event);
    }

    @Override
    public void needAsked(NeedAsked event) {
      new Needs(d).asked(event);
    }

    @Override
    public void gateAsked(GateAsked event) {
      new Needs(d).gate(event);
    }

    @Override
    public void inputAsked(InputAsked event) {
      new Needs(d).input(event);
    }

    @Override
    public void inputGiven(InputGiven event) {
      new Needs(d).given(event);
    }

    @Override
    public void cellDone(CellDone event) {
      new Commits(d).done(event);
    }

    @Override
    public void memorySeen(SessionEvent.MemorySeen event) {
      new Admission(d).see(event.memory());
    }

    @Override
    public void timerFired(TimerFired event) {
      new Stops(d).timer(event);
    }
  }
}

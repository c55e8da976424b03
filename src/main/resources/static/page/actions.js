import { act } from './api.js';
import { askGiveUp, askRedrive, askReplay } from './dialogs.js';
import { count, counted } from './format.js';
import { attempt } from './notice.js';

/** What can be done on the page; `refresh` is called after each. `redraw` shows what is known already. */
export function actionsOn(state, refresh, redraw) {
  const done = async (work) => {
    const well = await attempt(work);
    await refresh();
    return well;
  };
  return {
    redraw,
    wake: (name) => done(async () => {
      await act('POST', `api/sources/${encodeURIComponent(name)}/wake`);
      return `${name} is asked at once for what is new.`;
    }),
    replay: (name) => askReplay(
      state.status.sources.find((source) => source.name === name),
      state.status.sinks,
      (body) => done(async () => {
        await act('POST', `api/sources/${encodeURIComponent(name)}/replays`, body);
        return `The replay of ${name} is begun.`;
      }),
    ),
    cancel: (replay) => done(async () => {
      await act('DELETE', `api/replays/${encodeURIComponent(replay.id)}`);
      return `The replay of ${replay.source} is cancelled. What was sent stays sent.`;
    }),
    redrive: (which, howMany) => askRedrive(counted(howMany, 'dead letter'), () => done(async () => {
      const { body } = await act('POST', 'api/dead-letters/redrive', which);
      return outcome(body);
    })),
    giveUp: (which, howMany) => askGiveUp(counted(howMany, 'dead letter'), () => done(async () => {
      const { body } = await act('DELETE', 'api/dead-letters', which);
      return `${counted(body.givenUp, 'dead letter is', 'dead letters are')} given up.`;
    })),
  };
}

function outcome({ redriven, left }) {
  const rest = Object.entries(left).map(([reason, number]) => ` ${count(number)} are left: ${reason}.`);
  return `${counted(redriven, 'dead letter is', 'dead letters are')} sent again.${rest.join('')}`;
}

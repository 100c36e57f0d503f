import { attemptEach } from '#src/core/three-valued.ts';
import { UnknownRead } from '#src/core/unknown.ts';
import { audience, type Publisher } from './audience.ts';
import { type AlarmState, statesWhile } from './composite.ts';
import type { AlarmInput, CompositeInput } from './inputs.ts';
import { anyOf, broken, inTurn, type Step, steps } from './step.ts';

/** How an alarm comes to go off. */
export interface GoingOff {
  readonly filterName: string;
  /** The state of the alarm while no event happens. */
  readonly rest: AlarmState;
  /** What is to be said of filter and alarm where somebody is told. */
  readonly notes: () => readonly string[];
}

/** Who hears an alarm: its own actions, or those of a composite alarm that it raises. */
export function listeners(alarm: AlarmInput, how: GoingOff): Step {
  const { actionsEnabled, alarmActions } = alarm.definition;
  const own = inTurn(
    () => (actionsEnabled ? undefined : broken('actionsOff', alarm.name)),
    () => audience(alarmActions, alarm.topics, publisher(alarm, alarm, `alarm ${alarm.name}`, how)),
  );
  if (own.kind === 'told') return own;
  const composites = steps(alarm.composites, (composite) => compositeStep(composite, alarm, how));
  // An alarm without actions is there for the composite alarms above it: what stops those is what is to be told.
  const isSilent = own.kind === 'broken' && actionsEnabled && alarmActions.length === 0;
  return anyOf(isSilent ? composites : [own, ...composites]) ?? own;
}

function compositeStep(composite: CompositeInput, alarm: AlarmInput, how: GoingOff): Step | undefined {
  const { arn, name, actionsEnabled, alarmActions, suppressor } = composite;
  const all = [...attemptEach(alarm.composites)].flatMap((one) => (one instanceof UnknownRead ? [] : [one]));
  const then = statesWhile(alarm, 'ALARM', all);
  if (then(arn) !== 'ALARM') return undefined;
  const silence =
    suppressor === undefined ? [] : [`Alarm ${name} keeps silent while alarm ${nameOf(suppressor)} is on.`];
  return inTurn(
    () => {
      if (statesWhile(alarm, how.rest, all)(arn) !== 'ALARM') return undefined;
      return broken('alarmCannotFire', name, 'its rule holds while nothing happens, so an event changes nothing');
    },
    () => (actionsEnabled ? undefined : broken('actionsOff', name)),
    () => {
      if (suppressor === undefined || then(suppressor) !== 'ALARM') return undefined;
      const why = `its actions are suppressed while alarm ${nameOf(suppressor)} is on, which goes off as well`;
      return broken('nobodyTold', `Alarm ${name}`, why);
    },
    () => {
      const route = `composite alarm ${name} over ${alarm.name}`;
      const notes = (): string[] => [...how.notes(), ...silence];
      const speaker = publisher({ id: arn, name }, alarm, route, { ...how, notes });
      return audience(alarmActions, alarm.compositeTopics, speaker);
    },
  );
}

const nameOf = (alarm: string): string => alarm.replace(/^arn:.*:alarm:/, '');

function publisher(
  speaker: { readonly id: string; readonly name: string },
  { account, region }: AlarmInput,
  route: string,
  { filterName, notes }: GoingOff,
): Publisher {
  return {
    arn: speaker.id,
    account,
    region,
    service: 'cloudwatch',
    title: `Alarm ${speaker.name}`,
    route: `${route} on filter ${filterName}`,
    notes: notes(),
  };
}

// The steps as a picture: cards from the start to the right, answers as ways out that can be dragged to another card. The
// places follow from the scenario (model/layout.ts), so nothing has to be tidied up by hand.

import { useLingui } from "@lingui/react/macro";
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  MarkerType,
  type Node,
  type OnConnectEnd,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef } from "react";
import {
  CARD_WIDTH,
  type Direction,
  GAP_X,
  type Lane,
  type Layout,
  layOut,
  neighbour,
  wayName,
} from "../model/layout";
import { END, startOf, stepsOf, type WayField } from "../model/scenario";
import { pathOf, type Text } from "../model/text";
import type { Acts } from "../scenario/acts";
import type { StepNames } from "../scenario/names";
import { useStudio } from "../studio";
import classes from "./Flow.module.css";
import { cardHeight, handleOf, shownWays } from "./ports";
import { type CardData, StepCard } from "./StepCard";
import { type WayData, WayEdge } from "./WayEdge";

export interface FlowProps {
  scenario: Text;
  names: StepNames;
  acts: Acts;
  chosen: string | null;
  problemsOf: (key: string) => number;
  /** How many comments are not settled. */
  commentsOf: (key: string) => number;
}

type CardNode = Node<CardData, "step">;
const nodeTypes = { step: StepCard };
const edgeTypes = { way: WayEdge };
/** Text below this cannot be read: rather the picture is moved. */
const LEAST_ZOOM = 0.4;
/** What is pressed on a card is 30 px high, and must not become lower than 24. */
const FIT = { padding: 0.06, minZoom: 0.8, maxZoom: 1 };

export default function Flow(props: FlowProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

const fieldOf = (handle: string | null | undefined) => pathOf(handle ?? "") as unknown as WayField;
function Canvas({ scenario, names, acts, chosen, problemsOf, commentsOf }: FlowProps) {
  const { t } = useLingui();
  const { mayEdit } = useStudio();
  const box = useRef<HTMLDivElement>(null);
  const { boxes, lanes } = useMemo(
    () => layOut(scenario, (_, step) => cardHeight(step, names)),
    [scenario, names],
  );
  const nodes = useNodes({ scenario, names, acts, chosen, problemsOf, commentsOf }, boxes);
  const edges = useEdges(scenario, lanes);
  const showAll = useView(box, chosen, boxes, edges);
  const focusCard = (key: string | null) => {
    if (key !== null) box.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(key)}"]`)?.focus();
  };
  const onKey = useCardKeys({ acts, boxes, focusCard });
  const onConnect = ({ source, sourceHandle, target }: Connection) => {
    acts.connect(source, fieldOf(sourceHandle), target);
  };
  // Anywhere on a card is meant as much as its port; let go over nothing, a new step is made there.
  const onConnectEnd: OnConnectEnd = (event, { isValid, fromNode, fromHandle }) => {
    if (isValid || !fromNode) return;
    const at = fieldOf(fromHandle?.id);
    const card = cardUnder(event);
    if (card === null) acts.add("message", { key: fromNode.id, at });
    else if (card !== fromNode.id) acts.connect(fromNode.id, at, card);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that the cards inside let through
    <div ref={box} className={classes.canvas} onKeyDown={onKey}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={showAll}
        minZoom={LEAST_ZOOM}
        maxZoom={1.25}
        nodesDraggable={false}
        nodesConnectable={mayEdit}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: false }}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={({ source, target }) => source !== target}
        aria-label={t`The steps as a picture`}
      >
        <Background gap={24} size={1} color="var(--kz-line)" />
        <Controls showInteractive={false} fitViewOptions={FIT} aria-label={t`Size of the picture`} />
      </ReactFlow>
    </div>
  );
}

/** The step of the card on which the pointer was let go. */
function cardUnder(event: MouseEvent | TouchEvent): string | null {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  const found = point && document.elementFromPoint(point.clientX, point.clientY);
  return found?.closest<HTMLElement>(".react-flow__node")?.dataset.id ?? null;
}

type Boxes = Layout["boxes"];

function useNodes(
  { scenario, names, acts, chosen, problemsOf, commentsOf }: FlowProps,
  boxes: Boxes,
): CardNode[] {
  const { mayEdit } = useStudio();
  return useMemo(() => {
    const steps = stepsOf(scenario);
    return boxes.map(({ key, x, y, height }, place) => {
      const step = steps[key] ?? {};
      const data: CardData = {
        stepKey: key,
        step,
        number: place + 1,
        names,
        isStart: key === startOf(scenario),
        isChosen: key === chosen,
        problems: problemsOf(key),
        comments: commentsOf(key),
        lostWays: shownWays(step).filter((way) => way.to !== END && !(way.to in steps)).length,
        choose: acts.choose,
        add: mayEdit ? acts.add : null,
      };
      return {
        id: key,
        type: "step" as const,
        position: { x, y },
        width: CARD_WIDTH,
        height,
        measured: { width: CARD_WIDTH, height },
        // What can be neither dragged nor selected would let every press through.
        style: { pointerEvents: "all" as const },
        data,
      };
    });
  }, [scenario, names, acts, chosen, problemsOf, commentsOf, boxes, mayEdit]);
}

function useEdges(scenario: Text, lanes: Layout["lanes"]): Edge<WayData, "way">[] {
  return useMemo(() => {
    const steps = stepsOf(scenario);
    return Object.entries(steps).flatMap(([key, step]) =>
      shownWays(step)
        .filter((way) => way.to in steps)
        .map((way) => ({
          id: wayName(key, way),
          type: "way" as const,
          data: { lanes: lanes.get(wayName(key, way)) ?? NO_LANES },
          source: key,
          sourceHandle: handleOf(way.at),
          target: way.to,
          className: classes.edge ?? "",
          markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, color: "var(--kz-line-strong)" },
        })),
    );
  }, [scenario, lanes]);
}

const NO_LANES: readonly Lane[] = [];

/**
 * The whole picture where it can be read at a glance; else the chosen card in the middle, or the first one at the left. Anew
 * after each change of what is shown.
 */
function useView(
  box: RefObject<HTMLDivElement | null>,
  chosen: string | null,
  boxes: Boxes,
  ways: readonly Edge[],
): () => void {
  const { fitView, setCenter, setViewport } = useReactFlow();
  const show = (duration: number) => {
    const [first] = boxes;
    const room = box.current;
    const card = boxes.find(({ key }) => key === chosen);
    if (!room || !first || wholeZoom(room, boxes) >= FIT.minZoom) void fitView({ ...FIT, duration });
    else if (card) {
      const middle = card.x + CARD_WIDTH / 2 + asideOf(card.key, ways);
      void setCenter(middle, card.y + card.height / 2, { zoom: NEAR_ZOOM, duration });
    } else {
      const y = room.clientHeight / 2 - (first.y + first.height / 2) * NEAR_ZOOM;
      void setViewport({ x: EDGE - first.x * NEAR_ZOOM, y, zoom: NEAR_ZOOM }, { duration });
    }
  };
  const last = useRef<string | null>(null);
  useEffect(() => {
    const now = `${chosen} ${boxes.length}`;
    const isFirst = last.current === null;
    if (last.current === now) return;
    last.current = now;
    if (isFirst) return;
    // The form beside the picture takes its room first.
    const timer = setTimeout(() => show(MOTION_MS), SETTLED_MS);
    return () => clearTimeout(timer);
  });
  return () => show(0);
}

/**
 * How far beside a card's middle one looks: at what it leads to, at its right; at what leads to it where it goes no further; a
 * piece of both where there are both. So there is always a card to go on to.
 */
function asideOf(key: string, ways: readonly Edge[]): number {
  const leadsOn = ways.some(({ source }) => source === key);
  const isLedTo = ways.some(({ target }) => target === key);
  if (leadsOn) return isLedTo ? CARD_WIDTH / 5 : CARD_WIDTH / 2;
  return isLedTo ? -(CARD_WIDTH + GAP_X) / 2 : 0;
}

const MOTION_MS = 150;
const SETTLED_MS = 60;
const NEAR_ZOOM = 0.85;
/** Room at the left of the first card. */
const EDGE = 32;

function wholeZoom(box: HTMLDivElement | null, boxes: Boxes): number {
  if (!box) return 1;
  const width = Math.max(...boxes.map(({ x }) => x + CARD_WIDTH)) - Math.min(...boxes.map(({ x }) => x));
  const height = Math.max(...boxes.map((one) => one.y + one.height)) - Math.min(...boxes.map(({ y }) => y));
  const room = 1 - 2 * FIT.padding;
  return Math.min((box.clientWidth * room) / width, (box.clientHeight * room) / height);
}

const ARROWS: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

interface CardKeys {
  acts: Acts;
  boxes: Boxes;
  focusCard: (key: string | null) => void;
}

/** On a card: arrows go to the next one, Enter opens it (it is a button), Delete takes it out, Ctrl with C, V and D as everywhere. */
function useCardKeys({ acts, boxes, focusCard }: CardKeys) {
  return (event: KeyboardEvent) => {
    const key = (event.target as HTMLElement).dataset.step;
    if (key === undefined || event.nativeEvent.isComposing) return;
    const direction = ARROWS[event.key];
    const isCommand = event.ctrlKey || event.metaKey;
    const letter = isCommand ? event.key.toLowerCase() : "";
    if (direction && !isCommand) focusCard(neighbour(boxes, key, direction));
    else if (event.key === "Delete" || event.key === "Backspace") acts.remove(key);
    else if (letter === "c") acts.copy(key);
    else if (letter === "v") acts.paste();
    else if (letter === "d") acts.duplicate(key);
    else if (event.key === "Escape") acts.choose(null);
    else return;
    event.preventDefault();
  };
}

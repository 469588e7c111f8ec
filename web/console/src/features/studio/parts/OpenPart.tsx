import { useStudio } from "../studio";
import { Care } from "./Care";
import { Goal } from "./Goal";
import { What } from "./What";
import { When } from "./When";
import { Who } from "./Who";

const FORMS = { who: Who, when: When, what: What, goal: Goal, care: Care };

export function OpenPart() {
  const { part } = useStudio();
  const Form = FORMS[part];
  return <Form />;
}

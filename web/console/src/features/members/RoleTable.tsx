import { roles, useRoleNames } from "../../words/roles";
import classes from "./members.module.css";

export function RoleTable() {
  const names = useRoleNames();
  return (
    <dl>
      {roles.map((role) => (
        <div key={role} className={classes.role}>
          <dt>{names[role].name}</dt>
          <dd>{names[role].may}</dd>
        </div>
      ))}
    </dl>
  );
}

// Node's @duckdb/node-api. NODE_PACKAGES is the folder with node_modules, STAGE the path of stage.py.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";

const stage = (...words) =>
  execFileSync(process.env.STAGE_PYTHON, [process.env.STAGE, ...words.map(String)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trimEnd();
const require = createRequire(`${process.env.NODE_PACKAGES}/`);
const { DuckDBInstance, DuckDBDateValue, DuckDBDecimalValue } = require("@duckdb/node-api");
const { version } = require("@duckdb/node-api/package.json");

function equal(found, expected, what) {
  if (found !== expected) {
    console.error(`FAILED check_node: ${what}: found ${found}, expected ${expected}`);
    process.exit(1);
  }
}

async function first(connection, sql) {
  return (await connection.runAndReadAll(sql)).getRowObjects()[0];
}

async function open(how) {
  const instance = await eval(`(async () => ${how})()`);
  const connection = await instance.connect();
  const count = async () => Number((await first(connection, "select count(*) as n from occupation_profile")).n);
  return { connection, count, close: () => (connection.closeSync(), instance.closeSync()) };
}

const how = stage("string", "Node");
const held = await open(how);
equal(await held.count(), 7, "occupations");
const pay = await first(
  held.connection,
  `select difference from comparison_metric where left_title = 'Service Manager'
   and right_title = 'Senior Service Manager' and metric_id = 'annual_pay'`,
);
equal(pay.difference instanceof DuckDBDecimalValue, true, "difference is a decimal");
equal(pay.difference.toDouble(), 55056, "difference");
stage("mean", (await first(held.connection, stage("mean"))).mean);
stage("rebuild");
const still = await held.count();
const second = await open(how);
const meanwhile = await second.count();
held.close();
second.close();
const reopened = await open(how);
console.log(stage("saw", "Node", version, still, meanwhile, await reopened.count()));
const dated = await first(reopened.connection, "select max(period_start) as day from release");
equal(dated.day instanceof DuckDBDateValue, true, "release.period_start is a date");
equal(dated.day.toString(), "2025-01-01", "a date");
reopened.close();
const writer = await open('await DuckDBInstance.create("occupations.duckdb")');
equal(await writer.count(), 8, "occupations");
console.log(stage("refused", process.pid));
writer.close();
stage("answers");

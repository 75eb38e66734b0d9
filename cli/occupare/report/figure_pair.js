// The rule of every comparison in the browser, as schema/rules/figure_pair.sql and schema/views/skill_gap.sql have it.
"use strict";

const rule = (() => {
  // In whole ten-thousandths: nothing is lost.
  const scaled = (number) => BigInt(Math.round(number * 10000));
  const known = (number) => number !== null && number !== undefined;
  const square = (number) => (known(number) ? number * number : null);
  const size = (number) => (number < 0n ? -number : number);

  function margin(left, right) {
    return Math.round(1.96 * Math.sqrt(left + right) * 10000) / 10000;
  }

  // With the metric's decimals, halves away from zero.
  function rounded(number, decimals) {
    if (!known(number)) return "";
    const step = 10n ** BigInt(4 - decimals);
    const units = (2n * size(scaled(number)) + step) / (2n * step);
    return ((number < 0 ? -1 : 1) * Number(units) / 10 ** decimals).toFixed(decimals);
  }

  function figurePair(metric, left, right) {
    const isAlike = left.comparable_as === right.comparable_as;
    const isOneRelease = left.release === right.release;
    const pair = { isAlike, isSame: null, difference: null, percent: null, isBeyondError: null, better: null };
    if (left.measured === right.measured && isOneRelease) pair.isSame = true;
    else if (known(left.shared_by) || known(right.shared_by) || !known(left.number) || left.number !== right.number) pair.isSame = false;
    if (!isAlike) return pair;
    if (known(left.number) && known(right.number)) {
      const [from, to] = [scaled(left.number), scaled(right.number)];
      const change = to - from;
      pair.difference = Number(change) / 10000;
      if (metric.unit && !["percent", "points"].includes(metric.unit) && !/ from .* to /.test(metric.unit) && from > 0n) {
        pair.tenths = ((2000n * size(change) + from) / (2n * from)) * (change < 0n ? -1n : 1n);
      }
      if (known(left.standard_error) && known(right.standard_error) && !(left.measured === right.measured && isOneRelease)) {
        pair.isBeyondError = Math.abs(pair.difference) > margin(square(left.standard_error), square(right.standard_error));
      }
    }
    const least = margin(square(left.standard_error) ?? 0, square(right.standard_error) ?? 0);
    const beyond = (high, low) => {
      const top = known(high.number) ? high.number : high.at_least;
      return known(top) && known(low.number) && Number(scaled(top) - scaled(low.number)) / 10000 > least;
    };
    const sides = { higher: ["right", "left"], lower: ["left", "right"] }[metric.better] ?? [null, null];
    if (beyond(right, left)) pair.better = sides[0];
    else if (beyond(left, right)) pair.better = sides[1];
    return pair;
  }

  // A difference in words, as `occupare compare` says it.
  function differenceWords(metric, pair) {
    if (metric.value_kind === "text") return "";
    if (!pair.isAlike) return "not alike";
    if (pair.isSame) return "same figure";
    if (pair.difference === null) return "";
    if (pair.difference === 0) return "same";
    if (pair.isBeyondError === false) return "about the same";
    const sign = pair.difference > 0 ? "+" : "−";
    const text = sign + amount(Math.abs(pair.difference), metric.unit);
    const tenths = pair.tenths === undefined ? null : size(pair.tenths);
    if (tenths === null || tenths >= 10000n) return text;
    if (tenths < 1000n) return `${text} (${sign}${tenths / 10n}.${tenths % 10n}%)`;
    const [whole, rest] = [tenths / 10n, tenths % 10n];
    return `${text} (${sign}${whole + (rest > 5n || (rest === 5n && whole % 2n === 1n) ? 1n : 0n)}%)`;
  }

  const WHOLE = ["US dollars a year", "people", "jobs", "jobs a year"];

  function amount(number, unit) {
    const own = Math.max((String(number).split(".")[1] ?? "").length, unit?.endsWith("an hour") ? 2 : 0);
    const digits = unit ? Math.min(own, WHOLE.includes(unit) ? 0 : 2) : own;
    const useGrouping = Boolean(unit) || number >= 10000;
    const format = new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping, roundingMode: "halfEven" });
    const text = format.format(String(number)); // as text it is rounded as the decimal that it is
    if (unit?.startsWith("US dollars")) return `$${text}`;
    return unit === "percent" ? `${text} ${number === 1 ? "point" : "points"}` : text;
  }

  // What a pair of lists says of one skill, as schema/views/skill_gap.sql has it; null where neither shows it.
  function skillGap(kind, left, right, leftList, rightList) {
    if (!left?.is_shown && !right?.is_shown) return null;
    const isOneSource = Boolean(leftList && rightList && leftList.source === rightList.source);
    if (left && right) {
      const side = isOneSource ? strongerSide(kind, left, right) : 0;
      return side < 0 ? "stronger_left" : side > 0 ? "stronger_right" : "shared";
    }
    if (!isOneSource || kind === "rated") return "not_listed";
    const [own, other] = left ? [leftList, rightList] : [rightList, leftList];
    if (kind === "listed" && other.length < own.length) return "not_listed";
    return left ? "only_left" : "only_right";
  }

  function strongerSide(kind, left, right) {
    const beyond = (from, to, fromError, toError) => {
      if (![from, to, fromError, toError].every(known)) return 0;
      const change = Number(scaled(to) - scaled(from)) / 10000;
      return Math.abs(change) > 1.96 * Math.sqrt(fromError * fromError + toError * toError) ? Math.sign(change) : 0;
    };
    const share = kind === "listed" && known(left.share) && known(right.share) ? Math.sign(right.share - left.share) : 0;
    return beyond(left.importance, right.importance, left.importance_error, right.importance_error)
      + beyond(left.level, right.level, left.level_error, right.level_error) + share;
  }

  return { known, rounded, figurePair, differenceWords, skillGap };
})();

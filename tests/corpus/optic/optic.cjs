// Optic's rules for breaking changes, over two documents; prints what they say as JSON.
const { dereferenceOpenApi, denormalize } = require("@useoptic/openapi-io");
const { compareSpecs } = require("@useoptic/openapi-utilities");
const { RuleRunner } = require("@useoptic/rulesets-base");
const { BreakingChangesRuleset } = require("@useoptic/standard-rulesets");

const compare = async (files) => {
  const [old, next] = await Promise.all(files.map((file) => dereferenceOpenApi(file)));
  const rules = new RuleRunner([new BreakingChangesRuleset()]);
  const { results } = await compareSpecs(denormalize(old), denormalize(next), rules, {});
  return results.filter(({ passed }) => !passed);
};

compare(process.argv.slice(2)).then((found) => process.stdout.write(JSON.stringify(found)));

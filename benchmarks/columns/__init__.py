"""The policy of benchmarks/policies over a million people, worked out by policyc and by what else one might take for it."""

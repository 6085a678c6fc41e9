"""Scripts that measure; docs/ takes its figures from `judgement`."""

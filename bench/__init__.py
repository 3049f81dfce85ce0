"""The benchmark: one generated corpus, laid out for several site generators, which are measured one after another."""

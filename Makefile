# Each verb is one script. None needs anything prepared: what is missing is installed, or named with its command.
.PHONY: run test check bench

run:   ; @scripts/run
test:  ; @scripts/test
check: ; @scripts/check
bench: ; @scripts/bench $(OPTIONS)

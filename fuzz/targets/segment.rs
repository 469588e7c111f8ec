//! Bytes from libFuzzer; what is promised is said in `kizukai_testkit::fuzzing`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kizukai_testkit::fuzzing::segment(bytes));

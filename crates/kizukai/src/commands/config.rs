//! `kizukai config`: what can be set, and what is.

use crate::arguments::Settings;
use crate::{config, terminal};

/// Prints the commented default file.
pub(crate) fn defaults() -> anyhow::Result<()> {
    terminal::say(config::DEFAULT_FILE.trim_end());
    Ok(())
}

/// Prints every setting: made from the default file, so that nothing is said twice.
pub(crate) fn reference() -> anyhow::Result<()> {
    terminal::say(reference_of(config::DEFAULT_FILE).trim_end());
    Ok(())
}

const HEAD: &str = "# Settings\n\nMade by `kizukai config reference`. The later one wins: the defaults, the file given \
with `--config` or `KIZUKAI_CONFIG` (TOML), the environment, flags. `kizukai config check` prints what holds.\n";

fn reference_of(file: &str) -> String {
    let (mut told, mut section, mut words) = (HEAD.to_owned(), "", Vec::new());
    for line in file.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            words.push(comment.trim());
        } else if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
            told += &format!("\n## {section}\n");
            words.clear();
        } else if let Some((key, default)) = line.split_once(" = ") {
            let environment = format!("KIZUKAI_{}__{}", section.to_uppercase(), key.to_uppercase());
            told += &format!("\n### {section}.{key}\n\nDefault `{default}`, environment `{environment}`\n");
            told += &format!("\n{}\n", words.join(" "));
            words.clear();
        } else {
            words.clear();
        }
    }
    told
}

/// Prints the configuration as it would hold, or says what is wrong with it.
pub(crate) fn check(asked: &Settings) -> anyhow::Result<()> {
    let mut config = config::load(asked.config.as_deref(), None)?;
    config.oidc.hide_secret();
    config.lake.hide_secret();
    terminal::say(toml::to_string(&config)?.trim_end());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_told_with_its_default_its_variable_and_its_words() {
        let told = reference_of("# No setting's.\n\n[server]\n# Where to\n# serve.\nlisten = \"here\"\n");
        let end = "\n## server\n\n### server.listen\n\nDefault `\"here\"`, environment `KIZUKAI_SERVER__LISTEN`\n\nWhere to serve.\n";
        assert_eq!(told, format!("{HEAD}{end}"));
    }

    #[test]
    fn the_committed_reference_is_what_the_program_prints() {
        let committed = include_str!("../../../../docs/en/configuration.md");
        let is_same = committed.trim_end() == reference_of(config::DEFAULT_FILE).trim_end();
        assert!(is_same, "docs/en/configuration.md is stale: `make openapi` writes it");
    }
}

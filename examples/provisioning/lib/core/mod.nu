# Core library: `use lib/core *`
export use config.nu *
export use health.nu *
export use providers.nu *

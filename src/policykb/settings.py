"""Settings: environment variables POLICYKB_*, then policykb.toml in the working directory."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """What can be set without touching code; every field has a default that works offline."""

    model_config = SettingsConfigDict(
        env_prefix="POLICYKB_", toml_file="policykb.toml", extra="forbid", frozen=True
    )

    data: Path = Path("index")
    """数据目录 (data directory)."""
    host: str = "127.0.0.1"
    """Address that the server listens on."""
    port: int = 8000
    """Port that the server listens on."""
    workers: int = 1
    """Server processes; each holds its own copy of the index."""
    parse_seconds: float = 60.0
    """Time limit for reading one file, in seconds."""
    parse_memory: int = 1 << 30
    """Memory limit for reading one file, in bytes."""
    max_file_bytes: int = 200 * 1024 * 1024
    """Larger files are refused."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

"""Settings: environment variables POLICYKB_*, then policykb.toml in the working directory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

if TYPE_CHECKING:
    from policykb.answer.chat import Model


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
    max_file_bytes: int = 200 * 1024 * 1024
    """Larger uploads are refused, in bytes."""
    llm_url: str = ""
    """Address of an OpenAI-compatible language model; empty: none is ever asked."""
    llm_model: str = ""
    """Its name for the model."""
    llm_key: SecretStr = SecretStr("")
    """Its key; better in the environment than in a file."""
    llm_seconds: float = 30.0
    """Time limit for one wording, in seconds."""

    def language_model(self) -> Model | None:
        """The language model that may word answers; None where none is set."""
        from policykb.answer.chat import Model

        if not self.llm_url:
            return None
        key = self.llm_key.get_secret_value()
        return Model(self.llm_url, self.llm_model, key, self.llm_seconds)

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

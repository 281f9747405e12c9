// What people need to know of each protocol to add a provider.
export const PROTOCOLS = {
  openai: {
    title: 'OpenAI and alike', hint: 'Chat completions. The address usually ends in /v1.', key: 'usually needed; local servers take none',
    addresses: [
      ['OpenAI', 'https://api.openai.com/v1'], ['llama.cpp', 'http://localhost:8080/v1'], ['LM Studio', 'http://localhost:1234/v1'], ['The reference model', 'http://localhost:6180/v1'],
      ['Mistral', 'https://api.mistral.ai/v1'], ['Groq', 'https://api.groq.com/openai/v1'], ['DeepSeek', 'https://api.deepseek.com/v1'], ['OpenRouter', 'https://openrouter.ai/api/v1'],
    ],
  },
  anthropic: {title: 'Anthropic', hint: 'Messages.', key: 'needed', addresses: [['Anthropic', 'https://api.anthropic.com']]},
  gemini: {title: 'Gemini', hint: 'generateContent.', key: 'needed', addresses: [['Google AI', 'https://generativelanguage.googleapis.com']]},
  ollama: {title: 'Ollama', hint: 'Its own API, which takes more parameters than its OpenAI-like one.', key: 'not needed at home', addresses: [['Ollama', 'http://localhost:11434']]},
  vllm: {title: 'vLLM', hint: 'Chat completions with vLLM\'s own parameters.', key: 'only if the server was started with one', addresses: [['vLLM', 'http://localhost:8000']]},
};

export const DIALECTS = ['openai', 'mistral', 'groq', 'deepseek', 'openrouter', 'llama.cpp'];
